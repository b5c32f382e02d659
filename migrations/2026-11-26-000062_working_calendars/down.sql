DROP TABLE working_calendars;
