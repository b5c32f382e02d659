mod county_view;
mod declarations;
mod derived;
mod leading_group;
mod milestones;
mod seats;
mod void_declaration;
