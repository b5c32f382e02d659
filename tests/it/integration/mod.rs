mod changes;
mod trail;
