DROP VIEW service_client_figures_recounted;
DROP VIEW service_figures_recounted;
DROP TABLE service_client_figures;
DROP TABLE service_figures;
