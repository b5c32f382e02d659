mod blind;
mod evaluations;
mod frameworks;
mod result;
mod scorecards;
