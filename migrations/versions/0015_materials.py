"""Guidance: what programmes word, hide and add; ticks of checklists; stories of those who took part.

Revision: 0015, after 0014.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep what differs from the standard set, which stands in files; and the consent to show a story."""
    _guidance()
    op.execute("""
        CREATE TABLE story (
            id UUID NOT NULL,
            programme_id UUID NOT NULL,
            participant_id UUID NOT NULL,
            language TEXT NOT NULL,
            words TEXT NOT NULL,
            shown_as TEXT NOT NULL,
            state TEXT DEFAULT 'offered' NOT NULL,
            published_at TIMESTAMP WITH TIME ZONE,
            version INTEGER DEFAULT 1 NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_story PRIMARY KEY (id),
            CONSTRAINT ck_story_shown_as CHECK (shown_as IN ('first_name', 'anonymous')),
            CONSTRAINT ck_story_state CHECK (state IN ('offered', 'published')),
            CONSTRAINT ck_story_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT ck_story_published_at CHECK ((state = 'published') = (published_at IS NOT NULL)),
            CONSTRAINT fk_story_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE,
            CONSTRAINT fk_story_participant_id_participant
                FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE,
            CONSTRAINT uq_story_participant_id UNIQUE (participant_id)
        )
    """)
    op.execute("CREATE INDEX ix_story_programme_id ON story (programme_id)")
    op.execute("ALTER TABLE consent DROP CONSTRAINT ck_consent_kind, DROP CONSTRAINT ck_consent_participant")
    op.execute("""
        ALTER TABLE consent ADD CONSTRAINT ck_consent_kind CHECK (kind IN ('terms', 'privacy', 'profile_carried', 'story_shown')),
            ADD CONSTRAINT ck_consent_participant
                CHECK ((kind IN ('profile_carried', 'story_shown')) = (participant_id IS NOT NULL))
    """)


def _guidance() -> None:
    op.execute("""
        CREATE TABLE material (
            programme_id UUID NOT NULL,
            slug TEXT NOT NULL,
            kind TEXT,
            roles TEXT[],
            phases TEXT[],
            hidden BOOLEAN DEFAULT false NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_material PRIMARY KEY (programme_id, slug),
            CONSTRAINT ck_material_kind CHECK (kind IN ('page', 'checklist', 'worksheet', 'faq')),
            CONSTRAINT ck_material_own CHECK (kind IS NULL OR (roles IS NOT NULL AND phases IS NOT NULL)),
            CONSTRAINT fk_material_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE material_text (
            programme_id UUID NOT NULL,
            slug TEXT NOT NULL,
            language TEXT NOT NULL,
            title TEXT NOT NULL,
            summary TEXT NOT NULL,
            body TEXT NOT NULL,
            CONSTRAINT pk_material_text PRIMARY KEY (programme_id, slug, language),
            CONSTRAINT ck_material_text_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT fk_material_text_programme_id_slug_material
                FOREIGN KEY(programme_id, slug) REFERENCES material (programme_id, slug) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE checklist_tick (
            programme_id UUID NOT NULL,
            person_id UUID NOT NULL,
            slug TEXT NOT NULL,
            item TEXT NOT NULL,
            ticked_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_checklist_tick PRIMARY KEY (programme_id, person_id, slug, item),
            CONSTRAINT fk_checklist_tick_programme_id_programme
                FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE,
            CONSTRAINT fk_checklist_tick_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_checklist_tick_person_id ON checklist_tick (person_id)")


def downgrade() -> None:
    """Forget all of it: every programme shows what the product brings."""
    op.execute("DELETE FROM consent WHERE kind = 'story_shown'")
    op.execute("ALTER TABLE consent DROP CONSTRAINT ck_consent_kind, DROP CONSTRAINT ck_consent_participant")
    op.execute("""
        ALTER TABLE consent ADD CONSTRAINT ck_consent_kind CHECK (kind IN ('terms', 'privacy', 'profile_carried')),
            ADD CONSTRAINT ck_consent_participant CHECK ((kind = 'profile_carried') = (participant_id IS NOT NULL))
    """)
    for table in ("story", "checklist_tick", "material_text", "material"):
        op.execute(f"DROP TABLE {table}")
