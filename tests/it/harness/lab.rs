//! A running service with a clock that stands still until it is moved.

use std::{collections::HashMap, net::TcpListener, sync::Arc};

use actix_web::{HttpServer, rt};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{
    app,
    auth::{
        accounts::{self, NewAccount},
        role::Role,
        token::{self, Claims},
    },
    config::Config,
    db::{Conn, pool},
    http::{
        clock::{Clock, new_id},
        state::Shared,
    },
    schema::{events, sessions},
};
use uuid::Uuid;

use super::{folder::Folder, persona::Persona, server::TestDatabase};

/// County of the plan.
pub const BAISHA: &str = "469025";

/// One service on one database.
pub struct Lab {
    pub shared: Arc<Shared>,
    pub origin: String,
    pub conn: Conn,
    pub database_url: String,
    _directory: Folder,
    _database: TestDatabase,
}

impl Lab {
    /// A service on 3 July 2023, 10:00 in Baisha.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with settings from the environment.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let database = TestDatabase::create().await;
        let directory = Folder::new();
        let clock = Clock::default();
        clock.hold("2023-07-03T02:00:00Z".parse().unwrap());
        let shared = app::shared(settings_of(&directory, settings), clock).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (for_app, url) = (Arc::clone(&shared), database.url.clone());
        let server =
            HttpServer::new(move || app::build(&for_app, &url)).workers(1).disable_signals().listen(listener);
        rt::spawn(server.unwrap().run());
        let conn = pool::connect(&database.url).await.unwrap();
        Self {
            shared,
            origin,
            conn,
            database_url: database.url.clone(),
            _directory: directory,
            _database: database,
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.shared.clock.now()
    }

    /// Sets the clock, as `lab.at("2023-08-01T00:00:00Z")`.
    pub fn at(&self, instant: &str) {
        self.shared.clock.hold(instant.parse().unwrap());
    }

    /// Lets time pass: what is believed of a caller for a second is asked anew after it.
    pub fn pass(&self, time: TimeDelta) {
        self.shared.clock.hold(self.now() + time);
    }

    /// Nobody in particular.
    pub fn anyone(&self) -> Persona<'_> {
        Persona { lab: self, id: Uuid::nil(), token: None }
    }

    /// An account of Baisha that belongs to nothing but its county.
    pub async fn person(&self, role: Role) -> Persona<'_> {
        let county = match role {
            Role::PlatformAdmin => "000000",
            Role::ProvinceViewer => "460000",
            _ => BAISHA,
        };
        let name = format!("u{}", new_id(self.now()).simple());
        self.account(NewAccount::plain(&format!("{name}@{county}"), role)).await
    }

    /// An account, signed in.
    pub async fn account(&self, account: NewAccount) -> Persona<'_> {
        let id = new_id(self.now());
        accounts::insert(&self.conn, id, &account, "no password", self.now()).await.unwrap();
        let token = self.token(&account.county, id).await;
        Persona { lab: self, id, token: Some(token) }
    }

    /// The same account with a new token: the clock has moved further than a token lives.
    pub async fn again(&self, persona: &Persona<'_>) -> Persona<'_> {
        Persona { lab: self, id: persona.id, token: Some(self.token(BAISHA, persona.id).await) }
    }

    /// A session and its access token, without the password.
    pub async fn token(&self, county: &str, user: Uuid) -> String {
        let session = new_id(self.now());
        let row = (
            sessions::county_code.eq(county),
            sessions::id.eq(session),
            sessions::user_id.eq(user),
            sessions::current_hash.eq(&[0u8; 32][..]),
            sessions::started_at.eq(self.now()),
            sessions::expires_at.eq(self.now() + TimeDelta::days(3650)),
        );
        diesel::insert_into(sessions::table).values(row).execute(&mut &self.conn).await.unwrap();
        self.sign(county, user, Some(session))
    }

    pub fn sign(&self, county: &str, sub: Uuid, session: Option<Uuid>) -> String {
        let claims = Claims::begin(
            &self.shared.config.public_url,
            county,
            sub,
            session,
            self.now(),
            new_id(self.now()),
        );
        token::sign(&self.shared.keys.current(), &claims).unwrap()
    }

    pub async fn bureau_admin(&self) -> Persona<'_> {
        self.person(Role::BureauAdmin).await
    }

    pub async fn bureau_officer(&self) -> Persona<'_> {
        self.person(Role::BureauOfficer).await
    }

    pub async fn township_officer(&self, township: &str) -> Persona<'_> {
        let plain =
            NewAccount::plain(&format!("t{}@{BAISHA}", new_id(self.now()).simple()), Role::TownshipOfficer);
        self.account(NewAccount { township: Some(township.into()), ..plain }).await
    }

    pub async fn member(&self, role: Role, organisation: Uuid) -> Persona<'_> {
        let plain = NewAccount::plain(&format!("o{}@{BAISHA}", new_id(self.now()).simple()), role);
        self.account(NewAccount { organisation: Some(organisation), ..plain }).await
    }

    pub async fn posted(&self, role: Role, worker: Uuid) -> Persona<'_> {
        let plain = NewAccount::plain(&format!("w{}@{BAISHA}", new_id(self.now()).simple()), role);
        self.account(NewAccount { worker: Some(worker), ..plain }).await
    }

    /// The station of a township, as 469025100.
    pub async fn station(&self, township: &str) -> Uuid {
        use stations::schema::stations::dsl::{county_code, id, stations as table, township_code};
        let mine = table.filter(county_code.eq(BAISHA)).filter(township_code.eq(township)).select(id);
        mine.first(&mut &self.conn).await.unwrap()
    }

    /// How many events there are of what somebody did: findings that follow from it are events apart.
    pub async fn events(&self) -> i64 {
        let done = events::table.filter(events::subject_kind.ne("finding"));
        done.count().get_result(&mut &self.conn).await.unwrap()
    }
}

fn settings_of(directory: &std::path::Path, settings: &[(&str, &str)]) -> Config {
    let mut variables: HashMap<String, String> =
        settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    for (name, value) in [
        ("DATA_DIR", directory.to_str().unwrap()),
        ("POOL_SIZE", "4"),
        ("REQUESTS_PER_MINUTE", "0"),
        ("SIGN_INS_PER_MINUTE", "0"),
    ] {
        variables.entry(name.to_owned()).or_insert_with(|| value.to_owned());
    }
    Config::from_variables(variables).unwrap_or_else(|problems| panic!("{problems:?}"))
}
