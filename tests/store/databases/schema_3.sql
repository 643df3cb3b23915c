BEGIN TRANSACTION;
CREATE TABLE correction (
	id INTEGER NOT NULL, 
	report_id VARCHAR(64) NOT NULL, 
	field VARCHAR(32) NOT NULL, 
	value TEXT NOT NULL, 
	organisation_id VARCHAR(16), 
	made_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(report_id) REFERENCES report (id), 
	FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);
INSERT INTO "correction" VALUES(1,'r2d1d9c572948','fiscal_year_be','2565',NULL,'2026-11-20 10:51:31.931399');
INSERT INTO "correction" VALUES(2,'r2d1d9c572948','fiscal_year_be','2567',NULL,'2026-11-20 10:51:31.939686');
INSERT INTO "correction" VALUES(3,'rade54a9205a6','organisation','อบต.หนองบัวลอย','oa741aa7037','2026-11-20 10:51:31.945034');
CREATE TABLE draft (
	id VARCHAR(32) NOT NULL, 
	organisation TEXT, 
	fiscal_year_be INTEGER, 
	PRIMARY KEY (id)
);
INSERT INTO "draft" VALUES('basket',NULL,NULL);
CREATE TABLE draft_item (
	draft_id VARCHAR(32) NOT NULL, 
	id VARCHAR(128) NOT NULL, 
	position INTEGER NOT NULL, 
	report_id VARCHAR(64) NOT NULL, 
	path TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	page_number INTEGER, 
	line_number INTEGER, 
	sheet TEXT, 
	table_number INTEGER, 
	row_number INTEGER, 
	number TEXT, 
	indicator INTEGER, 
	title TEXT NOT NULL, 
	steps TEXT, 
	timeframe TEXT, 
	responsible TEXT, 
	follow_up TEXT, 
	results TEXT, 
	outcomes TEXT, 
	problems TEXT, 
	recommendations TEXT, 
	budget TEXT, 
	evidence TEXT, 
	raw_cells JSON NOT NULL, 
	source_organisation JSON, 
	source_fiscal_year_be INTEGER, 
	edits JSON NOT NULL, 
	PRIMARY KEY (draft_id, id), 
	FOREIGN KEY(draft_id) REFERENCES draft (id)
);
INSERT INTO "draft_item" VALUES('basket','r2d1d9c572948-t1r2',1,'r2d1d9c572948','corpus/ก.md','2d1d9c572948ea561abf37b1aec906fd2ea595d9b8f182845f0cf0876f544fb2',NULL,NULL,NULL,1,2,'1',10,'ประกาศเจตนารมณ์งดรับของขวัญ','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[["มาตรการ","1. ประกาศเจตนารมณ์งดรับของขวัญ"],["ขั้นตอน","๑. ตั้งคณะทำงาน\n๒. ประชุมชี้แจงทุกกอง\n๓. รายงานผลต่อผู้บริหาร"]]',NULL,NULL,'[]');
CREATE TABLE ita_result (
	id INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	report_id VARCHAR(64), 
	sequence INTEGER NOT NULL, 
	organisation_id VARCHAR(16), 
	fiscal_year_be INTEGER, 
	total FLOAT, 
	grade TEXT, 
	indicators JSON NOT NULL, 
	page_number INTEGER, 
	line_number INTEGER, 
	sheet TEXT, 
	table_number INTEGER, 
	row_number INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sha256) REFERENCES source_file (sha256), 
	FOREIGN KEY(report_id) REFERENCES report (id), 
	FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);
CREATE TABLE measure (
	id VARCHAR(128) NOT NULL, 
	report_id VARCHAR(64) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	number TEXT, 
	indicator INTEGER, 
	title TEXT NOT NULL, 
	steps TEXT, 
	timeframe TEXT, 
	responsible TEXT, 
	follow_up TEXT, 
	results TEXT, 
	outcomes TEXT, 
	problems TEXT, 
	recommendations TEXT, 
	budget TEXT, 
	evidence TEXT, 
	raw_cells JSON NOT NULL, 
	page_number INTEGER, 
	line_number INTEGER, 
	sheet TEXT, 
	table_number INTEGER, 
	row_number INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(report_id) REFERENCES report (id)
);
INSERT INTO "measure" VALUES('r2d1d9c572948-t1r2','r2d1d9c572948',1,'1',10,'ประกาศเจตนารมณ์งดรับของขวัญ','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[["มาตรการ","1. ประกาศเจตนารมณ์งดรับของขวัญ"],["ขั้นตอน","๑. ตั้งคณะทำงาน\n๒. ประชุมชี้แจงทุกกอง\n๓. รายงานผลต่อผู้บริหาร"]]',NULL,NULL,NULL,1,2);
INSERT INTO "measure" VALUES('r2d1d9c572948-t1r3','r2d1d9c572948',2,'2',10,'เผยแพร่แผนจัดซื้อจัดจ้าง','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[["มาตรการ","2. เผยแพร่แผนจัดซื้อจัดจ้าง"],["ขั้นตอน","๑. ตั้งคณะทำงาน\n๒. ประชุมชี้แจงทุกกอง\n๓. รายงานผลต่อผู้บริหาร"]]',NULL,NULL,NULL,1,3);
INSERT INTO "measure" VALUES('rade54a9205a6-t1r2','rade54a9205a6',1,'1',10,'อบรมจริยธรรมบุคลากร','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[["มาตรการ","1. อบรมจริยธรรมบุคลากร"],["ขั้นตอน","๑. ตั้งคณะทำงาน\n๒. ประชุมชี้แจงทุกกอง\n๓. รายงานผลต่อผู้บริหาร"]]',NULL,NULL,NULL,1,2);
CREATE TABLE organisation (
	id VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	type VARCHAR(64) NOT NULL, 
	district TEXT, 
	province TEXT, 
	aliases JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "organisation" VALUES('o54c06f107c','เทศบาลตำบลดอนแก้วทอง','เทศบาลตำบลดอนแก้วทอง','subdistrict_municipality','แม่ทะ','ลำปาง','[]');
INSERT INTO "organisation" VALUES('oa741aa7037','องค์การบริหารส่วนตำบลหนองบัวลอย','องค์การบริหารส่วนตำบลหนองบัวลอย','subdistrict_administrative_organisation','แม่ทะ','ลำปาง','[]');
CREATE TABLE report (
	id VARCHAR(64) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	sequence INTEGER NOT NULL, 
	added_at DATETIME NOT NULL, 
	media_type TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	confidence FLOAT NOT NULL, 
	warnings JSON NOT NULL, 
	measure_count INTEGER NOT NULL, 
	content_digest VARCHAR(64) NOT NULL, 
	page_number INTEGER, 
	line_number INTEGER, 
	sheet TEXT, 
	table_number INTEGER, 
	row_number INTEGER, 
	read_organisation JSON, 
	read_organisation_id VARCHAR(16), 
	read_fiscal_year_be INTEGER, 
	read_missing JSON NOT NULL, 
	organisation_id VARCHAR(16), 
	fiscal_year_be INTEGER, 
	missing JSON NOT NULL, 
	complete BOOLEAN NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	replaced_by VARCHAR(64), 
	PRIMARY KEY (id), 
	FOREIGN KEY(sha256) REFERENCES source_file (sha256), 
	FOREIGN KEY(read_organisation_id) REFERENCES organisation (id), 
	FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	FOREIGN KEY(replaced_by) REFERENCES report (id)
);
INSERT INTO "report" VALUES('r2d1d9c572948','2d1d9c572948ea561abf37b1aec906fd2ea595d9b8f182845f0cf0876f544fb2',1,1,'2026-11-20 10:51:31.914239','text/markdown','plan',1.0,'[]',2,'5401487c0fd4c9697813a8d26f298888398302a8a566ca5d478c37ae406f5fc4',NULL,NULL,NULL,NULL,NULL,'{"name":"เทศบาลตำบลดอนแก้วทอง","type":"subdistrict_municipality","district":"แม่ทะ","province":"ลำปาง","aliases":[]}','o54c06f107c',2566,'[]','o54c06f107c',2567,'[]',1,'active',NULL);
INSERT INTO "report" VALUES('rade54a9205a6','ade54a9205a66012e0e9bb7db6c17e1fef11ac56cba1e0a2d4942a909ba2c8d2',1,2,'2026-11-20 10:51:31.928063','text/markdown','plan',1.0,'[]',1,'7f31a41ee41cf668cc40f0c46404c2b855f05d297986a62e7f0d228c61f5c6e8',NULL,NULL,NULL,NULL,NULL,'{"name":"เทศบาลตำบลดอนแก้วทอง","type":"subdistrict_municipality","district":"แม่ทะ","province":"ลำปาง","aliases":[]}','o54c06f107c',NULL,'["fiscal_year_be"]','oa741aa7037',NULL,'["fiscal_year_be"]',0,'active',NULL);
CREATE TABLE schema_version (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "schema_version" VALUES(1,3);
CREATE TABLE source_file (
	sha256 VARCHAR(64) NOT NULL, 
	path TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	warnings JSON NOT NULL, 
	added_at DATETIME NOT NULL, 
	results_id VARCHAR(32), 
	results_status VARCHAR(16), 
	PRIMARY KEY (sha256)
);
INSERT INTO "source_file" VALUES('2d1d9c572948ea561abf37b1aec906fd2ea595d9b8f182845f0cf0876f544fb2','corpus/ก.md','text/markdown','[]','2026-11-20 10:51:31.914239','r2d1d9c572948',NULL);
INSERT INTO "source_file" VALUES('ade54a9205a66012e0e9bb7db6c17e1fef11ac56cba1e0a2d4942a909ba2c8d2','corpus/ข.md','text/markdown','[]','2026-11-20 10:51:31.928063','rade54a9205a6',NULL);
CREATE INDEX ix_organisation_province ON organisation (province);
CREATE INDEX ix_organisation_name_key ON organisation (name_key);
CREATE INDEX ix_source_file_results_id ON source_file (results_id);
CREATE INDEX report_by_organisation ON report (organisation_id, fiscal_year_be, kind);
CREATE INDEX ix_report_replaced_by ON report (replaced_by);
CREATE INDEX ix_report_sequence ON report (sequence);
CREATE INDEX report_by_status ON report (status, fiscal_year_be);
CREATE INDEX ix_report_sha256 ON report (sha256);
CREATE INDEX measure_by_report ON measure (report_id, ordinal);
CREATE INDEX ix_correction_report_id ON correction (report_id);
CREATE INDEX ix_ita_result_sha256 ON ita_result (sha256);
CREATE INDEX ix_ita_result_sequence ON ita_result (sequence);
CREATE INDEX ix_ita_result_organisation_id ON ita_result (organisation_id);
CREATE INDEX ix_ita_result_report_id ON ita_result (report_id);
COMMIT;
