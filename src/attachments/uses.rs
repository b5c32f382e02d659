//! What an attachment belongs to. Who may see the thing may see the file.

use diesel::{prelude::*, sql_types::Bool};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    http::{Error, Result, Tx, fault::Fault},
    schema::{attachment_uses, attachments},
    text_enum,
};

text_enum! {
    /// What kind of thing an attachment belongs to.
    AttachedTo {
        /// A room, equipment, a safety check, a signboard or an institution of a station.
        StationFact = "station_fact", "站点设施与制度", "What a station has";
        /// A service log: its trace files 痕迹资料.
        ServiceLog = "service_log", "服务记录", "Service log";
        /// A declared milestone.
        MilestoneDeclaration = "milestone_declaration", "里程碑申报", "Declared milestone";
        /// A signed agreement.
        Agreement = "agreement", "购买服务协议", "Agreement";
        /// A brief: its pictures.
        Brief = "brief", "简报与动态", "Brief";
        /// What a contractor handed in for an indicator of an evaluation.
        EvaluationMaterial = "evaluation_material", "评估材料", "Evaluation material";
        /// An appeal against a provisional result: its trace files.
        Appeal = "appeal", "申诉", "Appeal";
        /// A party's scorecard: the trace files its points rest on, hidden as the points are.
        Scorecard = "scorecard", "评分表", "Scorecard";
    }
}

/// A thing that files can belong to.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// Its kind.
    pub kind: AttachedTo,
    /// Its id.
    pub id: Uuid,
    /// Its station, if it has one.
    pub station: Option<Uuid>,
}

/// Gives files to a thing: files that the caller uploaded, or that already belong to something of the same kind and
/// station, as when a row replaces another. Nobody can make a file his by naming it.
/// Errors: 422 at `/attachments/n` for every other.
pub async fn attach(tx: &Tx<'_>, owner: Owner, files: &[Uuid]) -> Result<()> {
    let named = files.iter().enumerate().map(|(n, file)| (format!("/attachments/{n}"), *file));
    attach_named(tx, owner, &named.collect::<Vec<_>>()).await
}

/// The same for files that are named at several places of a body. Errors: 422 at the place of every other.
pub async fn attach_named(tx: &Tx<'_>, owner: Owner, named: &[(String, Uuid)]) -> Result<()> {
    if named.is_empty() {
        return Ok(());
    }
    let files: Vec<Uuid> = named.iter().map(|(_, file)| *file).collect();
    let usable = usable(tx, owner, &files).await?;
    let unknown = named.iter().filter(|(_, file)| !usable.contains(file));
    let faults: Vec<Fault> = unknown.map(|(at, _)| Fault::unknown_reference(at)).collect();
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    let rows: Vec<_> = usable.iter().map(|file| row(tx, owner, *file)).collect();
    // What an amendment took away, and the next brings back, belongs to it still.
    let insert = diesel::insert_into(attachment_uses::table).values(rows).on_conflict_do_nothing();
    insert.execute(&mut tx.conn()).await?;
    Ok(())
}

/// Takes all other files away from a thing that nobody else has seen yet.
pub async fn keep_only(tx: &Tx<'_>, owner: Owner, kept: &[Uuid]) -> Result<()> {
    let others = attachment_uses::table
        .filter(attachment_uses::county_code.eq(tx.county()))
        .filter(attachment_uses::subject_kind.eq(owner.kind))
        .filter(attachment_uses::subject_id.eq(owner.id))
        .filter(attachment_uses::attachment_id.ne_all(kept));
    diesel::delete(others).execute(&mut tx.conn()).await?;
    Ok(())
}

/// Those of the files that may be used. They are locked: the collection of unused files has to wait.
async fn usable(tx: &Tx<'_>, owner: Owner, files: &[Uuid]) -> Result<Vec<Uuid>> {
    // A scorecard's files are not even another card's: naming one would tell whether it is there.
    let alone = (owner.kind == AttachedTo::Scorecard).then_some(owner.id);
    let there = attachment_uses::table
        .filter(attachment_uses::county_code.eq(tx.county()))
        .filter(attachment_uses::attachment_id.eq_any(files))
        .filter(attachment_uses::subject_kind.eq(owner.kind))
        .filter(attachment_uses::station_id.is_not_distinct_from(owner.station))
        .filter(attachment_uses::subject_id.nullable().eq(alone).or(alone.is_none().into_sql::<Bool>()))
        .select(attachment_uses::attachment_id);
    let query = attachments::table
        .filter(attachments::county_code.eq(tx.county()))
        .filter(attachments::id.eq_any(files))
        .filter(attachments::uploaded_by.eq(tx.actor()?).or(attachments::id.eq_any(there)))
        .select(attachments::id)
        .for_key_share();
    Ok(query.load(&mut tx.conn()).await?)
}

type Row = (
    diesel::dsl::Eq<attachment_uses::county_code, String>,
    diesel::dsl::Eq<attachment_uses::attachment_id, Uuid>,
    diesel::dsl::Eq<attachment_uses::subject_kind, AttachedTo>,
    diesel::dsl::Eq<attachment_uses::subject_id, Uuid>,
    diesel::dsl::Eq<attachment_uses::station_id, Option<Uuid>>,
    diesel::dsl::Eq<attachment_uses::recorded_at, chrono::DateTime<chrono::Utc>>,
);

fn row(tx: &Tx<'_>, owner: Owner, file: Uuid) -> Row {
    (
        attachment_uses::county_code.eq(tx.county().to_owned()),
        attachment_uses::attachment_id.eq(file),
        attachment_uses::subject_kind.eq(owner.kind),
        attachment_uses::subject_id.eq(owner.id),
        attachment_uses::station_id.eq(owner.station),
        attachment_uses::recorded_at.eq(tx.now()),
    )
}
