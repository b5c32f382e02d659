mod change;
mod list;
mod register;
mod transition;
