//! Invented counties beside the one the demo plays in: the same plan, made by the service's own ways.

use super::{Outcome, accounts, caller::Stage, story};
use crate::{
    auth::role::Role,
    county_plan::{self, load, plan::Plan},
    db::pool,
};

/// No province has this code.
const PROVINCE: (&str, &str) = ("990000", "示例省");

/// Makes those of the first `count` that are not there yet, and prints the account of each bureau.
pub async fn add(stage: &Stage, url: &str, count: u16) -> Outcome<()> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    for number in 1..=count {
        let plan = plan(number)?;
        if !load::is_there(&conn, &plan.county.code).await.map_err(|e| e.to_string())? {
            make(stage, url, &plan).await?;
        }
    }
    Ok(())
}

fn plan(number: u16) -> Outcome<Plan> {
    let mut plan = county_plan::baisha()?;
    let code = format!("99{number:04}");
    for township in &mut plan.townships {
        township.code = format!("{code}{}", township.code.get(code.len()..).unwrap_or_default());
    }
    plan.villages.clear();
    plan.county.name = format!("示例{number}县");
    plan.county.station_name_pattern = format!("{}{{township}}社会工作服务站", plan.county.name);
    (plan.county.province_code, plan.county.province_name) = (PROVINCE.0.into(), PROVINCE.1.into());
    plan.county.code = code;
    Ok(plan)
}

async fn make(stage: &Stage, url: &str, plan: &Plan) -> Outcome<()> {
    stage.at("2023-03-01T02:00:00Z");
    county_plan::import(url, plan, &stage.shared().clock).await?;
    let account = accounts::create(stage, url, Role::BureauAdmin, &plan.county.code).await?;
    let admin = account.sign_in(stage).await?;
    let contractor = story::contractor(stage, &admin).await?;
    let stations = story::station_ids(stage, &admin).await?;
    story::contract(stage, &admin, &contractor, &stations).await?;
    for (station, township) in stations.iter().zip(&plan.townships) {
        let name = format!("{}社工", township.name);
        story::worker(stage, &admin, &contractor, station, (&name, "lead")).await?;
        story::open_station(stage, &admin, station).await?;
    }
    println!("  {:<28}{}", account.username, account.password);
    Ok(())
}
