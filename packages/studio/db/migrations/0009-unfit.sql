-- How many workers were not fit for a job. One that ends every process which begins it looks like a worker that cannot work: the third is its own failure.

alter table jobs add column unfit smallint not null default 0;
