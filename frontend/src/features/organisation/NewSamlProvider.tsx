import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { enterSamlProviderMutation } from "../../api/coordination/@tanstack/react-query.gen";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { EnterProvider } from "./EnterProvider";
import { samlProblems } from "./providerProblems";

type NewSamlProviderProps = { organisationId: string; onEntered: () => Promise<unknown> };

/** A provider that speaks SAML is entered by its metadata, which says all there is to say. */
export function NewSamlProvider({ organisationId, onEntered }: NewSamlProviderProps) {
  const announce = useAnnounce();
  const enter = useMutation({
    ...enterSamlProviderMutation(),
    meta: { tellsItself: true },
    onSuccess: async () => {
      await onEntered();
      announce(t`The service has been added. It stays switched off until you have tested it.`);
    },
  });
  return (
    <details>
      <summary>{t`It speaks SAML instead`}</summary>
      <EnterProvider
        name="saml-name"
        act={enter}
        problems={samlProblems()}
        onEnter={(written, onSuccess) => {
          const body = { name: written("saml-name"), metadata: written("saml-metadata") };
          enter.mutate({ path: { organisation_id: organisationId }, body }, { onSuccess });
        }}
      >
        {(wrong) => (
          <TextArea
            name="saml-metadata"
            label={t`Metadata of the service (XML)`}
            help={t`The service offers it for download, often at an address that ends in metadata.`}
            rows={6}
            spellCheck={false}
            error={
              wrong.metadata &&
              t`This is not the metadata of one SAML identity provider. Copy all of it, from the first < to the last >.`
            }
          />
        )}
      </EnterProvider>
    </details>
  );
}
