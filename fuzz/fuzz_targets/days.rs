//! Days, months and times of day as people and spreadsheets write them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stations::{
    http::text::is_business_date, rules::reporting::Month, service_logs::import::named::time_of_day,
    tables::reading::value,
};

fuzz_target!(|text: &str| {
    if let Some(day) = value::date(text) {
        assert_eq!(value::date(&day.to_string()), Some(day), "{text}");
        assert!(text.bytes().any(|byte| byte.is_ascii_digit()));
    }
    if is_business_date(text) {
        assert_eq!(value::date(text).map(|day| day.to_string()).as_deref(), Some(text));
    }
    if let Ok(month) = Month::try_from(text.to_owned()) {
        assert_eq!(month.to_string(), text);
        assert_eq!(Month::from(month.first_day()), month);
    }
    let time = time_of_day(text);
    assert_eq!(time_of_day(&time), time, "{text}");
    let is_time = |time: &str| {
        time.split_once(':').is_some_and(|(hour, minute)| {
            [hour, minute].iter().all(|part| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    assert!(time == text || is_time(&time), "{text} {time}");
});
