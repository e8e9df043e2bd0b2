"""Pictures in the guidance of a programme.

Revision: 0020, after 0019.
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep pictures, what they show in words, and which texts show them."""
    op.execute("""
        CREATE TABLE picture (
            programme_id UUID NOT NULL,
            key TEXT NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            size INTEGER NOT NULL,
            sha256 BYTEA NOT NULL,
            content BYTEA NOT NULL,
            decorative BOOLEAN DEFAULT false NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_picture PRIMARY KEY (programme_id, key),
            CONSTRAINT ck_picture_key CHECK (key ~ '^[a-z2-7]{10}$'),
            CONSTRAINT ck_picture_shape CHECK (width BETWEEN 1 AND 1600 AND height BETWEEN 1 AND 4000),
            CONSTRAINT ck_picture_content CHECK (size = octet_length(content) AND sha256 = sha256(content)),
            CONSTRAINT fk_picture_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE
        )
    """)
    # They are packed already: packing them once more would only take time.
    op.execute("ALTER TABLE picture ALTER COLUMN content SET STORAGE EXTERNAL")
    op.execute("""
        CREATE TABLE picture_text (
            programme_id UUID NOT NULL,
            picture_key TEXT NOT NULL,
            language TEXT NOT NULL,
            words TEXT NOT NULL,
            CONSTRAINT pk_picture_text PRIMARY KEY (programme_id, picture_key, language),
            CONSTRAINT ck_picture_text_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT ck_picture_text_words CHECK (words <> ''),
            CONSTRAINT fk_picture_text_programme_id_picture_key_picture
                FOREIGN KEY(programme_id, picture_key) REFERENCES picture (programme_id, key) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE picture_use (
            programme_id UUID NOT NULL,
            picture_key TEXT NOT NULL,
            slug TEXT NOT NULL,
            language TEXT NOT NULL,
            CONSTRAINT pk_picture_use PRIMARY KEY (programme_id, picture_key, slug, language),
            CONSTRAINT fk_picture_use_programme_id_programme
                FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE,
            CONSTRAINT fk_picture_use_programme_id_picture_key_picture
                FOREIGN KEY(programme_id, picture_key) REFERENCES picture (programme_id, key),
            CONSTRAINT fk_picture_use_programme_id_slug_language_material_text
                FOREIGN KEY(programme_id, slug, language) REFERENCES material_text (programme_id, slug, language)
                ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_picture_use_programme_id_slug_language ON picture_use (programme_id, slug, language)")


def downgrade() -> None:
    """Forget the pictures; texts that show one then show nothing in its place."""
    for table in ("picture_use", "picture_text", "picture"):
        op.execute(f"DROP TABLE {table}")
