-- How long jobs of a type last is read off the newest that were really made, once in a quarter of a minute.
create index jobs_made on jobs (type, finished_at desc) where status = 'done' and made;
