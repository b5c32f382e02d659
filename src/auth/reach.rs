//! Reach: which rows a caller may touch. Every query of county data starts from one, so a forgotten check shows
//! nothing instead of everything.

use uuid::Uuid;

use crate::{
    db::planned::Ids,
    sabotage::{Protection, is_off},
};

/// How far a grant reaches; one column of the policy table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Accounts of the whole installation.
    Installation,
    /// The counties of the caller's province; the request names one by `?county=`.
    Province,
    /// All of the caller's county.
    County,
    /// The stations the caller belongs to: its township's, its postings', its agreements' or its assignments'.
    Stations,
    /// Only what belongs to the caller itself.
    Own,
}

impl Extent {
    /// The name in the role matrix.
    pub const fn name(self) -> &'static str {
        match self {
            Extent::Installation => "installation",
            Extent::Province => "province",
            Extent::County => "county",
            Extent::Stations => "stations",
            Extent::Own => "own",
        }
    }
}

/// The rows of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The county that every statement of the request names.
    pub county: String,
    /// How far the grant goes.
    pub extent: Extent,
    /// The stations, when the extent is [`Extent::Stations`].
    pub stations: Vec<Uuid>,
    /// The caller's organisation, when it belongs to one.
    pub organisation: Option<Uuid>,
    /// The same, when the caller is a contractor: some things it sees only if they are its own, not by station.
    pub contractor: Option<Uuid>,
}

impl Reach {
    /// The stations to filter by; none means every station of the county.
    pub fn only_stations(&self) -> Option<&[Uuid]> {
        let narrow = self.extent == Extent::Stations && !is_off(Protection::Reach);
        narrow.then_some(self.stations.as_slice())
    }

    /// The same for a statement: `rows.filter(among(cases::station_id, reach.stations()))`.
    pub fn stations(&self) -> Ids<'_> {
        self.only_stations().map_or(Ids::Every, Ids::These)
    }

    /// The same when the caller asks for one station: that one alone, or none if it is out of reach.
    pub fn stations_asked<'a>(&'a self, asked: &'a Option<Uuid>) -> Ids<'a> {
        match asked {
            None => self.stations(),
            Some(one) => Ids::These(if self.covers(*one) { asked.as_slice() } else { &[] }),
        }
    }

    /// Whether this station is within reach.
    pub fn covers(&self, station: Uuid) -> bool {
        self.only_stations().is_none_or(|stations| stations.contains(&station))
    }

    /// The organisation to filter by; none means every organisation of the county.
    pub fn only_organisation(&self) -> Option<Uuid> {
        if self.extent == Extent::Stations { self.organisation } else { None }
    }
}
