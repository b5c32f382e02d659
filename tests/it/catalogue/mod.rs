mod declined;
mod domains;
mod items;
mod list_drafts;
mod list_filing;
mod list_receipts;
