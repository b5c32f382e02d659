mod readiness;
mod ready;
