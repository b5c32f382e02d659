mod domains;
mod items;
