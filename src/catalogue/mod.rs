//! The catalogue of services (服务领域与服务内容).
