mod collect;
mod content;
mod kinds;
mod sight;
mod upload;
