//! Agreements by which the bureau buys services (购买服务协议).
