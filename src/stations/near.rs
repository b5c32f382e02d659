//! How far a station is from a point.

use std::ops::RangeInclusive;

use diesel::sql_types::{Double, Nullable};

use crate::{
    http::{Result, fault::Fault},
    places::position::Position,
    schema::stations::dsl::{latitude, longitude},
};

diesel::define_sql_function! {
    /// Whole metres between two points in WGS 84 on the great circle; null when a part of one is unknown.
    fn great_circle_m(
        from_latitude: Nullable<Double>,
        from_longitude: Nullable<Double>,
        to_latitude: Nullable<Double>,
        to_longitude: Nullable<Double>,
    ) -> Nullable<Integer>;
}

/// Latitude and longitude of a point, in decimal degrees, WGS 84.
pub type Point = (f64, f64);

/// How far a station is from the point of `?near=`; null for every station when there is none. Errors: 422 at `/near`.
pub fn distance(near: Option<&str>) -> Result<great_circle_m<latitude, longitude, Option<f64>, Option<f64>>> {
    let (to_latitude, to_longitude) = near.map(parse).transpose()?.unzip();
    Ok(great_circle_m(latitude, longitude, to_latitude, to_longitude))
}

/// Reads `lat,lon`, within China as a position. Errors: 422 at `/near`.
pub fn parse(text: &str) -> Result<Point> {
    let degrees = |text: &str, within: RangeInclusive<f64>| {
        let written = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        text.parse().ok().filter(|degrees| written && within.contains(degrees))
    };
    let (north, east) = text.split_once(',').unwrap_or_default();
    let point = degrees(north, Position::LATITUDES).zip(degrees(east, Position::LONGITUDES));
    point.ok_or_else(|| not_a_point().into())
}

fn not_a_point() -> Fault {
    Fault::query(
        "near",
        "wrong_format",
        "应为“纬度,经度”（WGS 84，十进制度，中国境内），如 19.2247,109.4519",
        "It must be latitude,longitude in WGS 84, in decimal degrees and within China, as 19.2247,109.4519",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_latitude_and_longitude_within_china() {
        assert_eq!(parse("19.2247,109.4519").unwrap(), (19.2247, 109.4519));
        assert_eq!(parse("3,136").unwrap(), (3.0, 136.0));
        for bad in [
            "",
            ",",
            "19.2247",
            "19.2247,",
            "19.2247;109.4519",
            "19.2247,109.4519,5",
            "2.9,109",
            "54.1,109",
            "19,72.9",
            "19,136.1",
            "-19,109",
            "43.8,-87.6",
            "87.6,43.8",
            "109.4519,19.2247",
            "nan,109",
            "19,inf",
            "1e1,109",
            "+19,109",
            "19, 109",
            "１９,109",
            "19N,109E",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
