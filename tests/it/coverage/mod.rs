mod openapi;
mod permissions;
