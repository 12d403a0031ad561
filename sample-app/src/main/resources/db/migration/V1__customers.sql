-- The ERP's own tables. The ERP raises the version with each change of a row, as JPA's @Version does, and marks what it
-- deletes.
create table customer (
	id varchar(40) primary key,
	name varchar(1000),
	phone varchar(100),
	website varchar(1000),
	employees int,
	street varchar(1000),
	postcode varchar(100),
	city varchar(1000),
	country varchar(1000),
	version bigint default 1 not null,
	deleted boolean default false not null
);

create table customer_order (
	id varchar(40) primary key,
	customer_id varchar(40) not null references customer (id),
	ordered_at timestamp with time zone not null,
	deliver_on date,
	amount numeric(16, 2),
	note varchar(1000),
	version bigint default 1 not null,
	deleted boolean default false not null
);

-- What became of each row in Salesforce, and who is sending it. Due is what has another version than was synced.
create table sync (
	source varchar(40) not null, -- the table of the ERP
	id varchar(40) not null,
	synced_version bigint,
	synced_at timestamp with time zone,
	salesforce_id varchar(18),
	claimed_by varchar(40), -- a chunk of rows, or a job of Bulk API 2.0
	claimed_version bigint,
	claimed_until timestamp with time zone,
	primary key (source, id)
);

-- What Salesforce refuses. A row is sent again when its version has changed, or when it is not here any more.
create table rejected (
	source varchar(40) not null,
	id varchar(40) not null,
	version bigint, -- null: the next run sends it again as it is
	message text not null,
	rejected_at timestamp with time zone not null,
	primary key (source, id)
);
