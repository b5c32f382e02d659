mod list;
mod register;
mod void;
