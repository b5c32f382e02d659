mod change;
mod list;
mod opening;
mod register;
mod transition;
