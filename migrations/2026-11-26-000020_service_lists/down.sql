DROP TABLE declined_requests;
DROP TABLE service_list_receipts;
DROP TABLE service_list_items;
DROP TABLE service_lists;
