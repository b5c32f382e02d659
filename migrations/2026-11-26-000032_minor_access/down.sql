DROP TABLE minor_access_approvals;
