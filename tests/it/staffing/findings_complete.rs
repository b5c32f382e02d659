//! No writer forgets to tell: after whatever is done to staffing, judging every station anew finds nothing to tell.

use crate::harness::{Lab, Persona, Staffed, Value, json, policy_with};

/// The same dice in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(sides).unwrap()).unwrap()
    }

    fn day(&mut self) -> String {
        format!("2023-0{}-{:02}", 6 + self.roll(2), 1 + self.roll(28))
    }
}

struct Player<'a> {
    at: Staffed<'a>,
    by: Persona<'a>,
    dice: Dice,
    turn: usize,
    /// The certificate recorded last.
    certificate: String,
}

impl Player<'_> {
    /// One of a list, if there is any.
    async fn one_of(&mut self, list: &str) -> String {
        let all = self.by.get(&format!("{list}?limit=200")).await.ok();
        let nth = self.dice.roll(all.items().len().max(1));
        all.items().get(nth).map_or("none".into(), |item| item["id"].as_str().unwrap().to_owned())
    }

    async fn change(&mut self, list: &str, verb: &str, body: Value) -> u16 {
        let path = format!("{list}/{}{verb}", self.one_of(list).await);
        let method = if verb.is_empty() { "PATCH" } else { "POST" };
        let kind = if verb.is_empty() { "application/merge-patch+json" } else { "application/json" };
        let headers = [("content-type", kind), ("if-match", "*")];
        self.by.send(method, &path, &headers, body.to_string().into_bytes()).await.status
    }

    async fn agree(&mut self) -> u16 {
        let body = json!({"contractor_id": self.at.contractor, "number": self.turn.to_string(), "from": "2023-06-30",
            "to": "2026-06-30", "signed_on": "2023-06-29", "staffing_date": self.dice.day(), "station_ids": [self.at.station]});
        self.by.post("/agreements", &body).await.status
    }

    async fn certify(&mut self) -> u16 {
        let worker = self.one_of("/workers").await;
        let body =
            json!({"level": "assistant", "number": self.turn.to_string(), "obtained_on": "2023-06-17"});
        let made = self.by.post(&format!("/workers/{worker}/certificates"), &body).await;
        made.body["id"].as_str().unwrap_or("none").clone_into(&mut self.certificate);
        made.status
    }

    async fn employ(&mut self) -> u16 {
        let kind = ["labour_contract", "dispatch"][self.dice.roll(2)];
        let body = json!({"worker_id": self.one_of("/workers").await, "organisation_id": self.at.contractor,
            "kind": kind, "from": self.dice.day()});
        self.by.post("/employments", &body).await.status
    }

    async fn place(&mut self) -> u16 {
        let worker = if self.dice.roll(2) == 0 {
            self.at.hire("1977-07-02", "labour_contract").await.to_string()
        } else {
            self.one_of("/workers").await
        };
        let body = json!({"worker_id": worker, "station_id": self.at.station, "role": "resident",
            "from": self.dice.day()});
        self.by.post("/postings", &body).await.status
    }

    async fn void_certificate(&mut self) -> u16 {
        let certificate = self.certificate.clone();
        let path = format!("/certificates/{certificate}/voiding");
        let headers = [("content-type", "application/json"), ("if-match", "*")];
        self.by.send("POST", &path, &headers, json!({"reason": "有误"}).to_string().into_bytes()).await.status
    }

    /// Suspends the station, or opens it again.
    async fn move_on(&mut self) -> u16 {
        let path = format!("/stations/{}", self.at.station);
        let now = self.by.get(&path).await.ok();
        let state = if now["state"] == "operating" { "suspended" } else { "operating" };
        let despite = (state == "operating").then_some("应急");
        let body =
            json!({"state": state, "from": "2023-07-03", "reason": "核查", "despite_breaches": despite});
        self.by.move_on(&now, &format!("{path}/transitions"), &body).await.status
    }

    async fn set_policy(&mut self) -> u16 {
        let workers = json!(1 + self.dice.roll(4));
        let body = policy_with(&self.dice.day(), &[("/min_resident_workers/value", workers)]);
        self.by.post("/policies", &body).await.status
    }

    async fn play(&mut self, what: usize) -> u16 {
        self.turn += 1;
        let (reason, to) =
            (json!({"reason": "有误"}), json!({"to": format!("2023-07-{:02}", 2 + self.dice.roll(20))}));
        match what {
            0 => self.place().await,
            1 => self.change("/postings", "/end", to).await,
            2 => self.change("/postings", "/voiding", reason).await,
            3 => self.employ().await,
            4 => self.change("/employments", "/end", to).await,
            5 => self.change("/employments", "/voiding", reason).await,
            6 => self.certify().await,
            7 => self.void_certificate().await,
            8 => self.change("/workers", "", json!({"education": null, "birth_date": "1977-07-02"})).await,
            9 => self.change("/agreements", "/voiding", reason).await,
            10 => self.agree().await,
            11 => self.set_policy().await,
            12 => self.change("/policies", "/voiding", reason).await,
            _ => self.move_on().await,
        }
    }
}

#[actix_web::test]
async fn no_writer_forgets_to_tell() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let (by, dice) = (lab.bureau_admin().await, Dice(2023));
    let mut player = Player { at, by, dice, turn: 0, certificate: String::new() };
    lab.tell_findings().await;
    let (mut done, before) = (vec![0; 14], lab.told().await.len());
    for turn in 0..56 {
        let what = if turn < 28 { turn % 14 } else { player.dice.roll(14) };
        let mut status = player.play(what).await;
        for _ in 0..4 {
            if status >= 300 {
                status = player.play(what).await;
            }
        }
        assert!(status < 500, "{what} {status}");
        done[what] += usize::from(status < 300);
        assert_eq!(lab.untold().await, 0, "turn {turn}: {what} {status}");
    }
    assert!(done.iter().all(|times| *times > 0), "something was never done: {done:?}");
    assert!(lab.told().await.len() > before + 10, "it is told a good deal");
}
