//! Readiness of a station, 六（一）（二）（三）（四）, 五: what it has, judged on one day.

pub mod facts;
