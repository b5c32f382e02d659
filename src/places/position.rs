//! Where a place is. One type for villages and stations, and how rows keep it: three columns, all there or none.

use std::ops::RangeInclusive;

use diesel::{
    deserialize::{self, Queryable},
    pg::Pg,
    sql_types::{Double, Integer, Nullable},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A point in WGS 84 (EPSG:4326), as GPS gives it. The maps of Chinese web services use GCJ-02 or BD-09, which differ by
/// some hundred metres: their coordinates must be converted before they are sent here. The bounds are those of China
/// with its sea (ours).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Latitude in decimal degrees, north, WGS 84.
    #[schema(minimum = 3, maximum = 54, example = 19.2247)]
    pub latitude: f64,
    /// Longitude in decimal degrees, east, WGS 84.
    #[schema(minimum = 73, maximum = 136, example = 109.4519)]
    pub longitude: f64,
    /// The true place lies within so many metres of the point.
    #[schema(minimum = 1, maximum = 100_000, example = 20)]
    pub accuracy_m: i32,
}

impl Position {
    /// Latitudes of China with its sea.
    pub const LATITUDES: RangeInclusive<f64> = 3.0..=54.0;
    /// Longitudes of China with its sea. They share nothing with the latitudes: whoever swaps the two is told.
    pub const LONGITUDES: RangeInclusive<f64> = 73.0..=136.0;
}

/// The columns `latitude`, `longitude`, `accuracy_m` of a row, read as one thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = Option<Position>)]
pub struct Place(pub Option<Position>);

/// What the three columns hold.
type Columns = (Option<f64>, Option<f64>, Option<i32>);

impl Queryable<(Nullable<Double>, Nullable<Double>, Nullable<Integer>), Pg> for Place {
    type Row = Columns;

    fn build((latitude, longitude, accuracy_m): Columns) -> deserialize::Result<Self> {
        let whole = latitude.zip(longitude).zip(accuracy_m);
        Ok(Self(whole.map(|((latitude, longitude), accuracy_m)| Position {
            latitude,
            longitude,
            accuracy_m,
        })))
    }
}

impl Place {
    /// What the three columns are to hold.
    pub fn columns(self) -> Columns {
        let Some(Position { latitude, longitude, accuracy_m }) = self.0 else { return (None, None, None) };
        (Some(latitude), Some(longitude), Some(accuracy_m))
    }
}
