mod code_lists;
mod openapi;
mod permissions;
mod totals;
