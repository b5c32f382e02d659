mod change;
mod directory;
mod hours;
mod list;
mod near;
mod register;
mod transition;
