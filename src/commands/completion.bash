# Bash splits words at = and :, and hands over quotes and backslashes as they are typed. This puts words together, removes the
# quotes, and has what is offered quoted where it needs to be.
_segscope() {
    local typed=("${COMP_WORDS[@]}") at=$COMP_CWORD
    local COMP_WORDS=() COMP_CWORD word i joins=false before=
    for ((i = 0; i <= at; i++)); do
        word=${typed[i]}
        ((i < at)) || [[ $word == [=:]* ]] || word=$2
        word=${word#[\"\']} word=${word%[\"\']} word=${word//\\/}
        if [[ $i -gt 1 && ($joins == true || $word == [=:]*) ]]; then
            before=${COMP_WORDS[${#COMP_WORDS[@]} - 1]}
            COMP_WORDS[${#COMP_WORDS[@]} - 1]=$before$word
        else
            before=
            COMP_WORDS+=("$word")
        fi
        if [[ $word == *[=:] && ${typed[i]} == *[=:] ]]; then joins=true; else joins=false; fi
    done
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    [[ $joins == false ]] || before=${COMP_WORDS[COMP_CWORD]}
    _clap_complete_segscope "$1" "${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
    local IFS=,
    if [[ ${COMPREPLY[*]-} == *[[:space:]\'\"\\\$\`\&\|\;\<\>\(\)\{\}\*\?\[\]\!\#~]* ]]; then
        compopt -o filenames 2> /dev/null
    fi
}
