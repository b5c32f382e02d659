//! Service logs (服务记录).
