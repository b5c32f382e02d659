DROP TABLE postings;
DROP TABLE employments;
DROP TABLE certificates;
DROP TABLE worker_versions;
DROP TABLE workers;
