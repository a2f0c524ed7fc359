-- Two comments that had fallen behind what their columns hold.

SET LOCAL ROLE termwise_owner;

COMMENT ON COLUMN termwise.settings_file.content IS 'Whole, as text: TOML, and of calendars JSON and iCalendar too.';
COMMENT ON COLUMN termwise.finding_flip.unit IS
  'Of the change: pupils, points, percentage points, or another unit that the rule names.';
