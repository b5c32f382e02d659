mod counties;
//ORG
//POLies;
//POLies_in_force;
mod townships;
