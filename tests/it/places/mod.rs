mod counties;
mod organisations;
mod policies;
mod policies_in_force;
mod service_years;
mod townships;
mod villages;
mod villages_changes;
