import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { ContactStep } from "./ContactStep";
import { type Own, ownProfileOptions } from "./ownProfile";
import { PublishStep } from "./PublishStep";
import { SentBack } from "./SentBack";
import { StepForm } from "./StepForm";
import { openSteps, type Step, stepAfter, stepNamed, stepsOf } from "./steps";
import { useRefresh } from "./useRefresh";
import "../../styles/pages.css";
import "./taking-part.css";

const route = getRouteApi("/profile");

export function ProfilePage() {
  const programme = useProgramme();
  const part = programme?.participant;
  if (!programme || !part) return <NotForYou title={t`My profile`} />;
  return <Profile programme={programme} part={part} />;
}

/** One step at a time, each saved for itself; the address names it, so Back goes to the one before. */
function Profile({ programme, part }: { programme: ProgrammeOut; part: OwnPartOut }) {
  const own = useQuery(ownProfileOptions(part.id));
  const steps = stepsOf(part.role);
  const step = stepNamed(steps, route.useSearch().step);
  const navigate = route.useNavigate();
  const refresh = useRefresh();
  if (!step) return null;
  const goOn = () => {
    const next = stepAfter(steps, step);
    if (next) void navigate({ search: (old) => ({ ...old, step: next.key }) });
  };
  const done = async () => {
    await refresh();
    await navigate({ to: "/" });
  };
  return (
    <Page title={step.title} lead={t`My profile`}>
      <Loaded query={own}>
        {(known) => (
          <>
            <SentBack part={part} />
            <Steps steps={steps} current={step} open={openSteps(steps, known.missing, part.state)} />
            <OneStep
              key={step.key}
              own={known}
              part={part}
              programme={programme}
              step={step}
              onSaved={goOn}
              onDone={done}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

type OneStepProps = {
  own: Own;
  part: OwnPartOut;
  programme: ProgrammeOut;
  step: Step;
  onSaved: () => void;
  onDone: () => void;
};

function OneStep({ step, onDone, ...rest }: OneStepProps) {
  const refresh = useRefresh();
  if (step.key === "publish") return <PublishStep {...rest} onDone={onDone} />;
  if (step.key !== "contact") return <StepForm {...rest} step={step} />;
  return <ContactStep participantId={rest.part.id} onDone={() => void refresh().then(rest.onSaved)} />;
}

type StepsProps = { steps: readonly Step[]; current: Step; open: readonly Step[] };

function Steps({ steps, current, open }: StepsProps) {
  return (
    <nav aria-label={t`Steps`}>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.key} data-done={!open.includes(step) || undefined}>
            <Link to="/profile" search={{ step: step.key }} {...(step === current && { "aria-current": "step" })}>
              {step.title}
            </Link>
            {open.includes(step) && <span className="muted"> {t`to do`}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
