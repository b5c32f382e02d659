mod reports;
mod scorecards;
