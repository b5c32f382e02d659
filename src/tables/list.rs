//! A keyset list in any format: JSON is a page, a table is the whole list, read page by page from one snapshot.

use serde_json::Value;

use super::{
    answer::{self, Listing},
    format::{self, Format},
    stream::Source,
    tabular::Tabular,
};
use crate::{
    auth::policy::Action,
    db::{Conn, snapshot::Snapshot},
    http::{Ctx, Page, Paging, Result},
};

/// Rows read at once for a table.
const AT_ONCE: u16 = 1000;

/// Answers a list. `page` reads one page; for a table it is asked again and again, in one read-only transaction that sees
/// one instant. `?after=` begins a table later; an explicit `?limit=` gives that page only. Errors: 406; 503 while too
/// many tables are being read; what `page` says of the first page.
pub async fn list<A, T, F>(ctx: Ctx<A>, paging: Paging, page: F) -> Result<Listing<T>>
where
    A: Action,
    T: Tabular + 'static,
    F: AsyncFn(&Ctx<A>, &Conn, &Paging) -> Result<Page<T>> + 'static,
{
    let asked = format::asked(ctx.request().headers(), Format::OF_LISTS)?;
    if asked.format == Format::Json {
        return ctx.read(async |conn| page(&ctx, conn, &paging).await).await?.reply().map(Listing::from);
    }
    let (request, locale, scratch) =
        (ctx.request().clone(), ctx.locale(), ctx.shared().attachments.scratch());
    let pages = Pages::begin(ctx, paging, page).await?;
    let next = pages.first.as_ref().filter(|_| !pages.whole).and_then(|page| page.next.clone());
    answer::table(&request, (asked, locale, scratch), next, pages)
}

struct Pages<A, T, F> {
    ctx: Ctx<A>,
    snapshot: Option<Snapshot>,
    paging: Paging,
    page: F,
    first: Option<Page<T>>,
    whole: bool,
}

impl<A, T, F> Pages<A, T, F>
where
    A: Action,
    T: Tabular + 'static,
    F: AsyncFn(&Ctx<A>, &Conn, &Paging) -> Result<Page<T>> + 'static,
{
    /// Reads the first page, so that what is wrong with the question is told before a table begins.
    async fn begin(ctx: Ctx<A>, paging: Paging, page: F) -> Result<Self> {
        let snapshot = ctx.snapshot().await?;
        let whole = paging.limit.is_none();
        let paging = Paging { limit: paging.limit.or(Some(AT_ONCE)), count: None, ..paging };
        match page(&ctx, snapshot.conn()?, &paging).await {
            Ok(first) => Ok(Self { ctx, snapshot: Some(snapshot), paging, page, first: Some(first), whole }),
            Err(error) => {
                snapshot.close().await;
                Err(error)
            }
        }
    }

    async fn read_on(&mut self, after: String) -> Result<()> {
        self.paging.after = Some(after);
        if let Some(snapshot) = &self.snapshot {
            self.first = Some((self.page)(&self.ctx, snapshot.conn()?, &self.paging).await?);
        }
        Ok(())
    }
}

impl<A, T, F> Source for Pages<A, T, F>
where
    A: Action,
    T: Tabular + 'static,
    F: AsyncFn(&Ctx<A>, &Conn, &Paging) -> Result<Page<T>> + 'static,
{
    async fn next(&mut self) -> Result<Option<Vec<Value>>> {
        let Some(page) = self.first.take() else { return Ok(None) };
        match page.next.filter(|_| self.whole) {
            Some(after) => self.read_on(after).await?,
            None => {
                if let Some(snapshot) = self.snapshot.take() {
                    snapshot.close().await;
                }
            }
        }
        page.items.iter().map(|item| Ok(serde_json::to_value(item)?)).collect::<Result<_>>().map(Some)
    }
}
