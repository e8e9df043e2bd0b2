import { getRouteApi, lazyRouteComponent } from "@tanstack/react-router";
import { Suspense } from "react";
import { Waiting } from "../../ui/Waiting";

const route = getRouteApi("/programmes/$programmeId/guidance/{-$slug}/{-$language}");

// Named here and not among the routes, which every first page carries.
const GuidancePage = lazyRouteComponent(() => import("./GuidancePage"), "GuidancePage");
const MaterialPage = lazyRouteComponent(() => import("./MaterialPage"), "MaterialPage");
const WordsPage = lazyRouteComponent(() => import("./WordsPage"), "WordsPage");
const StoriesPage = lazyRouteComponent(() => import("./StoriesPage"), "StoriesPage");

/** A page of guidance by its address: the list, one material, its words in a language to edit; and the stories. */
export function GuidanceSectionPage() {
  const { slug, language } = route.useParams();
  return (
    <Suspense fallback={<Waiting />}>
      <Section key={slug} slug={slug} language={language} />
    </Suspense>
  );
}

function Section({ slug, language }: { slug: string | undefined; language: string | undefined }) {
  if (!slug) return <GuidancePage />;
  if (slug === "stories") return <StoriesPage />;
  return language ? <WordsPage /> : <MaterialPage />;
}
