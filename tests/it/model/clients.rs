//! Clients: registered by place, masked by who asks; a child is withheld.

use super::{
    scene::{CLIENTS, HOMES, LEAD_A, LEAD_C, MANAGER_X, MANAGER_Y, OFFICER, RESIDENT_A},
    state::{Model, Refusal, Request, Taken, faulty, refused, seen, shown},
    step::{Op, Tag},
};
use crate::harness::{Chance, Value, json};

/// What a registration says.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Adult,
    Child,
    Household,
    /// An adult whose category begins later than any walk.
    Early,
}

#[derive(Clone)]
pub struct Client {
    pub station: usize,
    kind: Kind,
    notes: Option<&'static str>,
    pub version: i64,
}

#[derive(Clone, Debug)]
enum Do {
    Register(usize, Kind),
    Note(&'static str),
    Read,
}

#[derive(Clone, Debug)]
pub struct ClientOp {
    pub place: usize,
    what: Do,
}

impl ClientOp {
    pub fn any(chance: &mut Chance) -> (Vec<usize>, Op) {
        let place = chance.place(CLIENTS);
        let what = match chance.below(8) {
            0..3 => {
                let kinds =
                    [Kind::Adult, Kind::Adult, Kind::Adult, Kind::Child, Kind::Household, Kind::Early];
                let station = if chance.once_in(8) { chance.below(3) } else { HOMES[place] };
                let by: &[usize] = match station {
                    2 => &[MANAGER_Y, LEAD_C],
                    1 => &[MANAGER_X],
                    _ => &[MANAGER_X, LEAD_A, RESIDENT_A],
                };
                let what = Do::Register(station, chance.one_of(&kinds));
                return (by.to_vec(), Op::Client(Self { place, what }));
            }
            3..5 => Do::Note(chance.one_of(&["独居", "独居", "已探访"])),
            _ => Do::Read,
        };
        let by = vec![MANAGER_X, LEAD_A, RESIDENT_A, MANAGER_Y, LEAD_C, OFFICER];
        (by, Op::Client(Self { place, what }))
    }

    fn action(&self) -> &'static str {
        if matches!(self.what, Do::Read) { "clients.read" } else { "clients.manage" }
    }
}

impl Kind {
    fn said(self) -> Value {
        match self {
            Self::Adult => json!({"kind": "person", "name": "符海燕", "birth_date": "1992-03-05",
                "categories": ["low_income"], "since": "2023-07-01"}),
            Self::Child => json!({"kind": "person", "name": "小禾苗", "categories": ["left_behind_child"],
                "since": "2023-07-01"}),
            Self::Household => {
                json!({"kind": "household", "name": "符海燕", "categories": [], "since": "2023-07-01"})
            }
            Self::Early => json!({"kind": "person", "name": "符海燕", "birth_date": "1992-03-05",
                "categories": ["disabled"], "since": "2031-07-01"}),
        }
    }
}

impl Model {
    pub fn client_request(&self, op: &ClientOp) -> Request {
        let path = format!("/clients/{}", self.ids.clients[op.place]);
        match &op.what {
            Do::Register(station, kind) => {
                let mut body = kind.said();
                body["station_id"] = json!(self.ids.stations[*station]);
                Request { method: "PUT", path, body }
            }
            Do::Note(text) => Request { method: "PATCH", path, body: json!({"notes": text}) },
            Do::Read => Request { method: "GET", path, body: Value::Null },
        }
    }

    pub fn client_reads(&self, by: usize, op: &ClientOp) -> Result<(), Refusal> {
        self.may(by, op.action()).map(|_| ())
    }

    pub fn take_client(&mut self, by: usize, op: &ClientOp, tag: Tag) -> Taken {
        let reach = self.may(by, op.action())?;
        if let Do::Register(station, kind) = op.what {
            return self.register(by, op.place, (station, kind));
        }
        let Some(mut client) = self.clients[op.place].clone() else { return refused(404, "not_found") };
        reach.require(client.station)?;
        if let Do::Note(text) = op.what {
            seen(tag)?;
            if client.kind == Kind::Child {
                return refused(403, "forbidden");
            }
            client.version += i64::from(client.notes != Some(text));
            client.notes = Some(text);
        }
        let body = self.client_shown(by, op.place, &client);
        self.clients[op.place] = Some(client);
        shown(200, body)
    }

    fn register(&mut self, by: usize, place: usize, (station, kind): (usize, Kind)) -> Taken {
        if !self.may(by, "clients.manage")?.covers(station) {
            faulty(vec!["/station_id unknown_reference".into()])?;
        }
        if let Some(client) = &self.clients[place] {
            if (client.station, client.kind) != (station, kind) {
                return refused(409, "already_exists");
            }
            return shown(200, self.client_shown(by, place, client));
        }
        if kind == Kind::Early {
            faulty(vec!["/since too_late".into()])?;
        }
        let client = Client { station, kind, notes: None, version: 1 };
        let body = self.client_shown(by, place, &client);
        self.clients[place] = Some(client);
        shown(201, body)
    }

    /// Names and texts in the clear for the workers of the station, masked for others, nothing of a child.
    fn client_shown(&self, by: usize, place: usize, client: &Client) -> Value {
        let child = client.kind == Kind::Child;
        let clear = [LEAD_A, RESIDENT_A, LEAD_C].contains(&by);
        let name = if clear { "符海燕" } else { "符**" };
        let notes = client.notes.map(|notes| if clear { notes } else { "***" });
        let said = client.kind.said();
        json!({"id": self.ids.clients[place], "station_id": self.ids.stations[client.station], "kind": said["kind"],
            "categories": said["categories"], "minor": child, "withheld": child, "version": client.version,
            "name": (!child).then_some(name), "notes": notes.filter(|_| !child)})
    }

    /// Id and version of the clients within reach.
    pub fn clients_listed(&self, by: usize) -> Vec<Value> {
        let reach = self.may(by, "clients.read").unwrap_or_else(|_| panic!("may read"));
        let all = self.clients.iter().enumerate();
        let mine = all.filter_map(|(n, client)| Some((n, client.as_ref()?)));
        let mine = mine.filter(|(_, client)| reach.covers(client.station));
        mine.map(|(place, client)| self.client_shown(by, place, client)).collect()
    }
}
