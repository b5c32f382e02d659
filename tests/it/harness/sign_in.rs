//! Signing in for real.

use chrono::TimeDelta;
use stations::auth::{
    accounts::{self, NewAccount},
    password::Hasher,
    role::Role,
};
use stations::http::clock::new_id;
use uuid::Uuid;

use super::{answer::Answer, lab::Lab, persona::Persona};

pub const PASSWORD: &str = "牙叉镇-river-42-lantern";

impl Lab {
    /// An account of Baisha called `zhang` with [`PASSWORD`].
    pub async fn zhang(&self, role: Role) -> Uuid {
        let id = new_id(self.now());
        let hash = Hasher::default().hash(PASSWORD.to_owned()).await.unwrap();
        let account = NewAccount::plain("zhang@469025", role);
        accounts::insert(&self.conn, id, &account, &hash, self.now()).await.unwrap();
        id
    }

    pub async fn sign_in(&self, name: &str, password: &str) -> Answer {
        let fields = [("grant_type", "password"), ("username", name), ("password", password)];
        self.anyone().form("/auth/token", &fields).await
    }

    pub async fn refresh(&self, token: &str) -> Answer {
        self.anyone().form("/auth/token", &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// Somebody with this access token.
    pub fn with_token(&self, token: &str) -> Persona<'_> {
        Persona { token: Some(token.to_owned()), ..self.anyone() }
    }

    pub fn pass_seconds(&self, seconds: i64) {
        self.pass(TimeDelta::seconds(seconds));
    }
}

/// A text member of an answer.
pub fn text(answer: &Answer, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name}: {}", answer.body)).to_owned()
}
