-- The ERP's own table. The ERP raises the version with each change of a row, as JPA's @Version does.
create table customer (
	id varchar(40) primary key,
	name varchar(1000),
	phone varchar(100),
	website varchar(1000),
	street varchar(1000),
	postcode varchar(100),
	city varchar(1000),
	country varchar(1000),
	version bigint default 1 not null
);

-- What became of each customer in Salesforce: due is who has no row here, or has another version than was synced.
create table customer_sync (
	customer_id varchar(40) primary key references customer (id),
	synced_version bigint,
	synced_at timestamp with time zone,
	salesforce_id varchar(18),
	error text
);
