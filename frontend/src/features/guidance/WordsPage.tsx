import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { readMaterialOptions } from "../../api/guidance/@tanstack/react-query.gen";
import type { MaterialKind } from "../../api/guidance/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { capitalised, languageName } from "../../i18n/labels";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { languageOf } from "./newMaterial";
import { wordsOptions } from "./version";
import { WordsForm } from "./WordsForm";
import "../../styles/pages.css";
import "./guidance.css";

const route = getRouteApi("/programmes/$programmeId/guidance/{-$slug}/{-$language}");

/** The words of a material, for coordinators: one language at a time. */
export function WordsPage() {
  const { programmeId, slug = "" } = route.useParams();
  const programme = useProgrammeOf(programmeId);
  const material = useQuery(readMaterialOptions({ path: { programme_id: programmeId, slug } }));
  if (programme.data && !programme.data.coordinates) return <NotForYou title={t`Edit guidance`} />;
  return (
    <Page title={t`Edit guidance`} lead={material.data?.title}>
      <Loaded query={programme}>
        {(found) => (
          <Loaded query={material}>{({ kind }) => <InOneLanguage programme={found} slug={slug} kind={kind} />}</Loaded>
        )}
      </Loaded>
      <p>
        <Link
          to="/programmes/$programmeId/guidance/{-$slug}/{-$language}"
          params={{ programmeId, slug, language: undefined }}
        >
          {t`Back to the page`}
        </Link>
      </p>
    </Page>
  );
}

type InOneLanguageProps = { programme: ProgrammeOut; slug: string; kind: MaterialKind };

function InOneLanguage({ programme, slug, kind }: InOneLanguageProps) {
  const { language: wanted } = route.useParams();
  const language = programme.languages.find((each) => each === wanted) ?? languageOf(programme);
  const words = useQuery(wordsOptions(programme.id, slug, language));
  return (
    <>
      {programme.languages.length > 1 && (
        <nav aria-label={t`Languages of the programme`} className="programme-choice">
          <ul>
            {programme.languages.map((each) => (
              <li key={each}>
                <Link
                  to="/programmes/$programmeId/guidance/{-$slug}/{-$language}"
                  params={{ programmeId: programme.id, slug, language: each }}
                >
                  {capitalised(languageName(each))}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Loaded query={words}>
        {(version) => <WordsForm key={language} programme={programme} kind={kind} start={version} />}
      </Loaded>
    </>
  );
}
