import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { enterIdentityProviderMutation } from "../../api/coordination/@tanstack/react-query.gen";
import { TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { EnterProvider } from "./EnterProvider";
import { providerProblems } from "./providerProblems";

type NewProviderProps = { organisationId: string; first: boolean; onEntered: () => Promise<unknown> };

/** First name and address alone: what the service has to know of us can be said only then. */
export function NewProvider({ organisationId, first, onEntered }: NewProviderProps) {
  const announce = useAnnounce();
  const enter = useMutation({
    ...enterIdentityProviderMutation(),
    meta: { tellsItself: true },
    onSuccess: async () => {
      await onEntered();
      announce(t`The service has been added. It stays switched off until you have tested it.`);
    },
  });
  return (
    <section>
      <h2>{first ? t`Add your service` : t`Add another service`}</h2>
      <EnterProvider
        name="name"
        act={enter}
        problems={providerProblems()}
        onEnter={(written, onSuccess) => {
          const body = { name: written("name"), issuer: written("issuer") };
          enter.mutate({ path: { organisation_id: organisationId }, body }, { onSuccess });
        }}
      >
        {(wrong) => (
          <TextField
            name="issuer"
            type="url"
            label={t`Address of the service (issuer)`}
            help={t`Exactly as the service writes it, such as https://login.example.org. It can’t be changed later.`}
            error={wrong.issuer && t`Enter a web address such as https://login.example.org.`}
          />
        )}
      </EnterProvider>
    </section>
  );
}
