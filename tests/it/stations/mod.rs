mod change;
mod directory;
mod hours;
mod list;
mod near;
mod opening;
mod register;
mod transition;
